package io.orgscribe.samplemodel;

/** One entry of {@code childRelationships}: a field of another sObject that refers to this one. */
record Child(String table, String field, String relationshipName, boolean cascadeDelete) {

    static Child of(TableModel table, FieldModel field) {
        return new Child(
                table.name(),
                field.name(),
                (String) field.values().get(FieldModel.CHILD_RELATIONSHIP),
                field.is("cascadeDelete"));
    }
}
