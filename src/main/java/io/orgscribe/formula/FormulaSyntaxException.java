package io.orgscribe.formula;

/** Why a formula does not parse. Never leaves the package. */
final class FormulaSyntaxException extends Exception {

    private static final long serialVersionUID = 1;

    private final int position;

    FormulaSyntaxException(int position, String reason) {
        super(reason, null, false, false);
        this.position = position;
    }

    int position() {
        return position;
    }
}
