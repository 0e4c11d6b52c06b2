package io.orgscribe.catalog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * SQL that compares the attributes of two rows: what a reading has changed, an old row {@code o} with a staged row {@code s},
 * and likewise any two states of catalogs. Both rows have their {@code connection_id}.
 */
public final class AttributeDifferences {

    private AttributeDifferences() {}

    /** Condition: any of the attributes differs, also those that are compared with nothing. */
    static <R> String any(List<Attribute<R>> attributes) {
        return "(" + Attribute.columns(attributes, "o.") + ") IS DISTINCT FROM (" + Attribute.columns(attributes, "s.")
                + ")";
    }

    /** Condition: any of those attributes differs whose difference is told. */
    public static <R> String anyTold(List<Attribute<R>> attributes) {
        return any(attributes.stream()
                .filter(a -> a.comparison() != Attribute.Comparison.NONE)
                .toList());
    }

    /**
     * Rows (attribute, before, after), also of attributes whose before and after are the same.
     *
     * @param ignoredKeys SQL of a text array: members of objects that one of two readings could not have had
     */
    public static <R> String rows(List<Attribute<R>> attributes, String ignoredKeys) {
        return attributes.stream()
                .filter(a -> a.comparison() != Attribute.Comparison.NONE)
                .map(a -> row(a, ignoredKeys))
                .collect(Collectors.joining("\n    UNION ALL "));
    }

    private static <R> String row(Attribute<R> attribute, String ignoredKeys) {
        String template =
                switch (attribute.comparison()) {
                    case WHOLE ->
                        "SELECT '{name}' AS attribute, to_jsonb(o.{column}) AS before, to_jsonb(s.{column}) AS after";
                    case NAMES -> """
                        SELECT '{name}', jsonb_array_minus(to_jsonb(o.{column}), to_jsonb(s.{column})),
                            jsonb_array_minus(to_jsonb(s.{column}), to_jsonb(o.{column}))
                        WHERE o.{column} <> s.{column}""";
                    case ENTRIES -> """
                        SELECT '{name}', jsonb_array_minus(o.{column}, s.{column}, 'recordTypeId'),
                            jsonb_array_minus(s.{column}, o.{column}, 'recordTypeId')
                        WHERE o.{column} <> s.{column}""";
                    case DESCRIPTIONS -> """
                        SELECT '{name}', jsonb_array_minus(d.old, d.new, 'active'), jsonb_array_minus(d.new, d.old, 'active')
                        FROM (SELECT jsonb_path_query_array(o.{column}, '$[*] ? (@.description != null)') AS old,
                            jsonb_path_query_array(s.{column}, '$[*] ? (@.description != null)') AS new) d
                        WHERE o.{column} <> s.{column}""";
                    case PICKLIST -> """
                        SELECT p.attribute, p.before, p.after
                        FROM (SELECT coalesce((SELECT entries FROM catalog_picklist
                                    WHERE connection_id = o.connection_id AND hash = o.{column}), '[]') AS old,
                                coalesce((SELECT entries FROM catalog_picklist
                                    WHERE connection_id = s.connection_id AND hash = s.{column}), '[]') AS new) l,
                            LATERAL (SELECT jsonb_array_minus(l.old, l.new) AS gone, jsonb_array_minus(l.new, l.old) AS came) m,
                            LATERAL (VALUES ('{name}', m.gone, m.came),
                                ('{name}Order',
                                    CASE WHEN m.gone = '[]' AND m.came = '[]' THEN jsonb_path_query_array(l.old, '$[*].value') END,
                                    CASE WHEN m.gone = '[]' AND m.came = '[]' THEN jsonb_path_query_array(l.new, '$[*].value') END)
                            ) p (attribute, before, after)
                        WHERE o.{column} IS DISTINCT FROM s.{column}""";
                    case MEMBERS -> """
                        SELECT '{name}.' || key, b.value, f.value
                        FROM jsonb_each(o.{column}) b FULL JOIN jsonb_each(s.{column}) f USING (key)
                        WHERE o.{column} <> s.{column} AND NOT key = ANY ({ignored})""";
                    case NONE -> throw new IllegalArgumentException(attribute.name() + " is compared with nothing");
                };
        return template.replace("{name}", attribute.name())
                .replace("{column}", attribute.column())
                .replace("{ignored}", ignoredKeys);
    }
}
