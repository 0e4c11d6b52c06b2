package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.List;

/** The business areas of {@code custom-objects.txt}, and the managed packages of {@code packages.txt}. */
final class Areas {

    /**
     * @param namespace empty for the org's own objects
     * @param fields each alone, or with the parts that it is chosen together with
     */
    record Area(String namespace, List<Naming> objects, List<List<FieldModel>> fields) {}

    /** An object's label, singular and plural. */
    record Naming(String label, String plural) {

        static Naming of(String text) {
            String[] split = text.trim().split(" / ");
            return new Naming(split[0], split[1]);
        }

        Naming followedBy(String word) {
            return new Naming(label + " " + word, label + " " + word + "s");
        }
    }

    private Areas() {}

    static List<Area> read(FieldSyntax syntax) {
        List<Area> areas = new ArrayList<>();
        for (String line : Lines.of("custom-objects")) {
            if (line.startsWith("[")) {
                areas.add(new Area("", new ArrayList<>(), new ArrayList<>()));
                continue;
            }
            Area area = areas.get(areas.size() - 1);
            if (line.startsWith("+ ")) {
                area.fields().add(syntax.parse(line.substring(2)));
            } else {
                area.objects().add(Naming.of(line));
            }
        }
        for (String line : Lines.of("packages")) {
            String[] split = line.split(" \\| ", 2);
            List<Naming> objects = new ArrayList<>();
            for (String object : split[1].split("; ")) {
                objects.add(Naming.of(object));
            }
            areas.add(new Area(split[0] + "__", objects, List.of()));
        }
        return areas;
    }
}
