package io.orgscribe.sampleorg;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import io.vertx.core.Vertx;

import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.samplemodel.SampleLineage;
import io.orgscribe.samplemodel.SampleOrgSettings;
import io.orgscribe.samplemodel.TableModel;
import io.orgscribe.samplemodel.TestEdits;

/** A sample org with what only tests ask of it: what it is really like, single edits, and what no request brings about. */
public final class TestOrg extends SampleOrg {

    private TestOrg(SampleOrgSettings settings, Vertx vertx) {
        super(settings, vertx, true);
    }

    /** Returns when it listens. */
    public static TestOrg start(SampleOrgSettings settings) {
        return onOwnThreads(vertx -> new TestOrg(settings, vertx));
    }

    public SampleOrgSettings settings() {
        return settings;
    }

    public String userId() {
        return identity.userId();
    }

    public int highestVersion() {
        return api.highestVersion();
    }

    /** A table as its describe would show it now. */
    public TableModel table(String name) {
        return org.table(name)
                .map(TableModel::visible)
                .orElseThrow(() -> new NoSuchElementException("No table " + name));
    }

    /** How many fields all tables have together. */
    public long columns() {
        return org.columns();
    }

    /** All tables with what definitions say of them, those included that the describing user may not see. */
    public List<DefinedTable> definedTables() {
        return org.definedHeads().map(annotations::table).toList();
    }

    /** All fields of a table with what definitions say of them, likewise. */
    public List<DefinedField> definedFields(String table) {
        TableModel model = org.defined(table).orElseThrow(() -> new NoSuchElementException("No table " + table));
        return model.fields().stream()
                .map(field -> annotations.field(model, field, rollUps.of(model, field)))
                .toList();
    }

    /** By {@code Table.Field} what each formula and roll-up reads. */
    public Map<String, SampleLineage.Truth> lineage() {
        return new SampleLineage(org, settings.seed()).truth();
    }

    /** Changes one thing at a time, as an administrator. These changes are not remembered in the state file. */
    public TestEdits edit() {
        return editAs(annotations.administrator());
    }

    /** @param name of the user who edits, which definitions show */
    public TestEdits editAs(String name) {
        return new TestEdits(org, settings, this::nextInstant, name);
    }

    /** @param locale such as {@code de}: the language that the describing user has set */
    public void setUserLanguage(String locale) {
        records.setUserLanguage(locale);
    }

    /** The org moves to another instance: token replies name it, and elsewhere no session is known any more. */
    public void moveTo(String instanceUrl) {
        logins.moveTo(instanceUrl);
    }

    /** Ends all approvals of users, and with them their tokens. */
    public void endApprovals() {
        logins.approvals().endAll();
    }

    public ApprovalCount approvals() {
        return logins.approvals().count();
    }

    /** Each part of a composite call, or call, whose path contains the text goes wrong. */
    public void breakPart(String part, Fault fault) {
        faults().on(true, path -> path.contains(part), Integer.MAX_VALUE, fault);
    }

    /** Each call of exactly this resource goes wrong, such as {@code /limits}. */
    public void breakResource(String resource, Fault fault) {
        faults().on(false, path -> path.matches("/services/data/v[0-9.]+" + resource + "/?"), Integer.MAX_VALUE, fault);
    }

    /** Each query of a table that asks for the value goes wrong, as a part of a composite call. */
    public void breakQuery(String table, String value, Fault fault) {
        faults().on(
                        true,
                        path -> path.contains("FROM%20" + table + "%20") && path.contains("%27" + value + "%27"),
                        Integer.MAX_VALUE,
                        fault);
    }

    /** Nothing but describes is answered any more from when the first have been, and the versions neither. */
    public void fallIllOnceDescribed(Fault fault) {
        faults().on(
                        false,
                        path -> (path.contains("/tooling/") || path.matches("/services/data/?"))
                                && bill().parts(Bill.Kind.DESCRIBE) > 0,
                        Integer.MAX_VALUE,
                        fault);
    }
}
