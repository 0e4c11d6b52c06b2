package io.orgscribe.extraction;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.orgscribe.salesforce.SObject;
import io.orgscribe.salesforce.SObjectSummary;

/** Tells what kind of table an sObject is, from what describe says and from the suffix of its API name. */
public final class SObjectKind {

    static final String CUSTOM_SETTING = "custom_setting";

    private static final Map<String, String> BY_ASSOCIATION =
            Map.of("History", "history", "Feed", "feed", "Share", "share", "ChangeEvent", "change_event");

    /** @see <a href="https://help.salesforce.com/s/articleView?id=000385203">API name suffixes</a> */
    private static final Map<String, String> BY_SUFFIX = Map.of(
            "c", "custom",
            "mdt", "custom_metadata",
            "e", "platform_event",
            "b", "big_object",
            "x", "external",
            "History", "history",
            "Feed", "feed",
            "Share", "share",
            "ChangeEvent", "change_event");

    private static final Pattern SUFFIX = Pattern.compile("(?<name>.+)__(?<suffix>[A-Za-z]+)");
    private static final Pattern NAMESPACED = Pattern.compile("(?<namespace>[A-Za-z][A-Za-z0-9_]*?)__.+__[A-Za-z]+");
    private static final Pattern STANDARD_SATELLITE =
            Pattern.compile("(?<name>[A-Za-z0-9]+?)(?<suffix>History|Feed|Share|ChangeEvent)");

    private SObjectKind() {}

    static String of(SObject object) {
        return of(
                object.name(),
                object.customSetting(),
                object.associateEntityType(),
                object.keys().contains("associateEntityType"));
    }

    /** @param version of the API, such as {@code 68.0}: since 50.0 satellites are told by their association */
    static String of(SObjectSummary object, String version) {
        return of(
                object.name(), object.customSetting(), object.associateEntityType(), Double.parseDouble(version) >= 50);
    }

    private static String of(String name, boolean customSetting, String association, boolean hasAssociations) {
        String associated = association == null ? null : BY_ASSOCIATION.get(association);
        if (associated != null) {
            return associated;
        }
        if (customSetting) {
            return CUSTOM_SETTING;
        }
        Matcher suffix = SUFFIX.matcher(name);
        if (suffix.matches()) {
            return BY_SUFFIX.getOrDefault(suffix.group("suffix"), "other");
        }
        Matcher satellite = STANDARD_SATELLITE.matcher(name);
        if (!hasAssociations && satellite.matches()) {
            return BY_SUFFIX.get(satellite.group("suffix"));
        }
        return "standard";
    }

    /** The managed package's namespace, or null: {@code npsp} in {@code npsp__Batch__c}. */
    static String namespace(String name) {
        Matcher matcher = NAMESPACED.matcher(name);
        return matcher.matches() ? matcher.group("namespace") : null;
    }

    /**
     * The table that a satellite belongs to, or null.
     *
     * @param associateParentEntity null or empty where describe does not tell
     */
    public static String mainTable(String name, String kind, String associateParentEntity) {
        if (!BY_ASSOCIATION.containsValue(kind)) {
            return null;
        }
        if (associateParentEntity != null && !associateParentEntity.isEmpty()) {
            return associateParentEntity;
        }
        Matcher custom = SUFFIX.matcher(name);
        if (custom.matches()) {
            return custom.group("name") + "__c";
        }
        Matcher standard = STANDARD_SATELLITE.matcher(name);
        return standard.matches() ? standard.group("name") : null;
    }
}
