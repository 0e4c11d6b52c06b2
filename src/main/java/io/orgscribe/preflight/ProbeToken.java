package io.orgscribe.preflight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;

import io.orgscribe.salesforce.Row;

/**
 * What a probe read of a table and of a second one that nobody edits. Travels to the client and back, so that nothing is
 * kept here.
 *
 * @param date Last-Modified of the table's describe as sent
 * @param control the second table
 * @param descriptions a digest of the descriptions of the table's fields
 */
@RegisterForReflection
record ProbeToken(String table, String date, String control, String controlDate, String descriptions) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 2000;

    /** @param rows of a query for QualifiedApiName and Description */
    static String digest(List<Row> rows) {
        String text = String.join(
                "\n",
                rows.stream()
                        .map(row -> row.text("QualifiedApiName").orElse("") + "="
                                + row.text("Description").orElse(""))
                        .sorted()
                        .toList());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String token() {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return empty where it is no token: what is in one goes into requests */
    static Optional<ProbeToken> parse(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Base64.getUrlDecoder().decode(token), ProbeToken.class))
                    .filter(ProbeToken::isSound);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isSound() {
        return isName(table) && isName(control) && isDate(date) && isDate(controlDate) && descriptions != null;
    }

    private static boolean isName(String text) {
        return text != null && text.matches("\\w{1,100}");
    }

    private static boolean isDate(String text) {
        try {
            return text != null && DateTimeFormatter.RFC_1123_DATE_TIME.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
