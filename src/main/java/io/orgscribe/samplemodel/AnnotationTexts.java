package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The sections of {@code annotations.txt}. */
final class AnnotationTexts {

    private final Map<String, List<String>> sections = new HashMap<>();

    AnnotationTexts() {
        List<String> section = new ArrayList<>();
        for (String line : Lines.of("annotations")) {
            if (line.startsWith("[")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else {
                section.add(line.replace("\\n", "\n"));
            }
        }
    }

    String any(String section, SplittableRandom random) {
        List<String> texts = sections.get(section);
        return texts.get(random.nextInt(texts.size()));
    }

    String any(String section, SplittableRandom random, String label) {
        return any(section, random).replace("{label}", label == null ? "" : label.strip());
    }

    /** Who edits where nobody else is named. */
    String administrator() {
        return sections.get("people").get(0);
    }
}
