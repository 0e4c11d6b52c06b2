package io.orgscribe.samplemodel;

/** One entry of {@code recordTypeInfos}. */
public record RecordType(String id, String developerName, String name, boolean active, boolean isDefault) {

    static final RecordType MASTER = new RecordType("012000000000000AAA", "Master", "Master", true, false);

    public boolean isMaster() {
        return this.equals(MASTER);
    }
}
