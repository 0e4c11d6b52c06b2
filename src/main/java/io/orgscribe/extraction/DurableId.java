package io.orgscribe.extraction;

/**
 * Ids come in 15 and in 18 characters, of which the first 15 tell. The durable id of a definition is made of the ids of
 * custom ones and the names of standard ones: {@code 01I5i000000Y6fp.00N5i000004hSOm}, {@code Account.Name}.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_fielddefinition.htm">
 *     FieldDefinition, DurableId</a>
 */
final class DurableId {

    private static final int TELLING = 15;
    private static final String CUSTOM_OBJECT = "01I";
    private static final String CUSTOM_FIELD = "00N";

    private DurableId() {}

    /** The part of an id that tells. */
    static String of(String id) {
        return id.length() > TELLING ? id.substring(0, TELLING) : id;
    }

    /** The custom object's id in an EntityDefinition's durable id; null for a standard one. */
    static String customObject(String durableId) {
        return isId(durableId, CUSTOM_OBJECT) ? of(durableId) : null;
    }

    /** The custom field's id in a FieldDefinition's durable id; null for a standard one. */
    static String customField(String durableId) {
        String field = durableId.substring(durableId.indexOf('.') + 1);
        return isId(field, CUSTOM_FIELD) ? of(field) : null;
    }

    /** Of a table that is told by its id where it is a custom one, else by its name. */
    static String nameOrId(String table) {
        return isId(table, CUSTOM_OBJECT) ? of(table) : table;
    }

    private static boolean isId(String text, String prefix) {
        return text.startsWith(prefix) && (text.length() == TELLING || text.length() == 18);
    }
}
