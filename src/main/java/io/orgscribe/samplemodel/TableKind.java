package io.orgscribe.samplemodel;

/** What an sObject is, and by which suffix its name shows it. */
public enum TableKind {
    STANDARD(""),
    CUSTOM("__c"),
    CUSTOM_SETTING("__c"),
    CUSTOM_METADATA("__mdt"),
    PLATFORM_EVENT("__e"),
    BIG_OBJECT("__b"),
    EXTERNAL("__x"),
    HISTORY("History"),
    FEED("Feed"),
    SHARE("Share"),
    CHANGE_EVENT("ChangeEvent");

    private final String suffix;

    TableKind(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    public boolean isSatellite() {
        return ordinal() >= HISTORY.ordinal();
    }
}
