package io.orgscribe.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The part of a text that shows why an item was found.
 *
 * @param places of the terms in it, from its start; none where the text spells them in another way
 */
@RegisterForReflection
record Snippet(String text, List<Place> places) {

    /** Letters on each side of the first place. */
    private static final int AROUND = 80;

    /** In UTF-16 units, as browsers count: from start up to and without end. */
    @RegisterForReflection
    record Place(int start, int end) {}

    static Snippet of(String text, List<String> terms) {
        List<Place> all = new ArrayList<>();
        Folded folded = Folded.of(text);
        for (String term : terms) {
            all.addAll(folded.find(term));
        }
        all.sort(Comparator.comparingInt(Place::start));
        int first = all.isEmpty() ? 0 : all.get(0).start;
        int from = onWord(text, Math.max(0, first - AROUND));
        int to = Math.min(text.length(), Math.max(first, from) + 2 * AROUND);
        if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
            to--;
        }
        List<Place> shown = new ArrayList<>();
        int end = from;
        for (Place place : all) {
            if (place.start >= end && place.end <= to) {
                shown.add(new Place(place.start - from, place.end - from));
                end = place.end;
            }
        }
        return new Snippet(text.substring(from, to), shown);
    }

    /** Not in the middle of a word, where one begins soon. */
    private static int onWord(String text, int from) {
        if (from == 0) {
            return 0;
        }
        int blank = text.indexOf(' ', from);
        int start = blank >= 0 && blank < from + AROUND / 2 ? blank + 1 : from;
        return Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start;
    }

    /**
     * A text without case, diacritics and punctuation, much as the database compares it.
     *
     * @param origins where each of its letters stands in the text
     */
    private record Folded(String letters, int[] origins) {

        private static Folded of(String text) {
            StringBuilder letters = new StringBuilder(text.length());
            int[] origins = new int[text.length() * 2 + 2];
            for (int i = 0; i < text.length(); i++) {
                for (char letter : fold(text.charAt(i)).toCharArray()) {
                    if (letters.length() < origins.length - 1) {
                        origins[letters.length()] = i;
                        letters.append(letter);
                    }
                }
            }
            origins[letters.length()] = text.length();
            return new Folded(letters.toString(), origins);
        }

        private static String fold(char letter) {
            if (letter < 128) {
                return Character.isLetterOrDigit(letter) || Character.isWhitespace(letter)
                        ? String.valueOf(Character.toLowerCase(letter))
                        : "";
            }
            return Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD)
                    .replaceAll("\\p{M}", "")
                    .toLowerCase(Locale.ROOT);
        }

        private List<Place> find(String term) {
            List<Place> places = new ArrayList<>();
            String wanted = of(term).letters.strip();
            for (int i = letters.indexOf(wanted); !wanted.isEmpty() && i >= 0; i = letters.indexOf(wanted, i + 1)) {
                places.add(new Place(origins[i], origins[i + wanted.length() - 1] + 1));
            }
            return places;
        }
    }
}
