package io.orgscribe.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a query that an item has to have: a word, or what stands in quotes.
 *
 * @param literal whether punctuation and blanks count
 */
record SearchTerm(String text, Place place, boolean literal) {

    /** Where a term may be found. */
    enum Place {
        /** in the item, or in the name of its table */
        ANYWHERE,
        /** in the name of a column's table */
        TABLE,
        /** in the item itself */
        ITEM
    }

    /** As much as anybody types; each term costs a look at the indexes. */
    static final int MOST = 10;

    private static final Pattern PARTS = Pattern.compile("\"([^\"]*)\"?|[^\\s\"]+");

    /** {@code Account.Ind}: letters on both sides of one dot. */
    private static final Pattern QUALIFIED = Pattern.compile("([\\p{L}_]\\w*)\\.([\\p{L}_]\\w*)");

    /** A quote that is not closed reaches to the end. */
    static List<SearchTerm> of(String query) {
        List<SearchTerm> terms = new ArrayList<>();
        Matcher parts = PARTS.matcher(query);
        while (parts.find()) {
            Matcher qualified = QUALIFIED.matcher(parts.group());
            if (parts.group(1) != null) {
                terms.add(new SearchTerm(parts.group(1).strip(), Place.ITEM, true));
            } else if (qualified.matches()) {
                terms.add(new SearchTerm(qualified.group(1), Place.TABLE, false));
                terms.add(new SearchTerm(qualified.group(2), Place.ITEM, false));
            } else {
                terms.add(new SearchTerm(parts.group(), Place.ANYWHERE, false));
            }
        }
        return terms;
    }
}
