package io.orgscribe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/configuration.md has every key of ours with its default, and no other. */
class ConfigurationDocumentTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(orgscribe\\.[^`]+)` \\|[^|]*\\| (.*?) \\|", Pattern.MULTILINE);

    @Test
    void the_table_has_the_keys_and_defaults_of_the_code() throws IOException {
        assertThat(documented()).containsExactlyEntriesOf(inCode());
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("docs/configuration.md")));
        while (row.find()) {
            keys.put(row.group(1), row.group(2).replace("`", ""));
        }
        return keys;
    }

    static Map<String, String> inCode() throws IOException {
        Map<String, String> keys = new TreeMap<>();
        mappings()
                .forEach(type -> ConfigMappings.getProperties(ConfigClass.configClass(type))
                        .forEach((name, property) ->
                                keys.put(name, property.hasDefaultValue() ? property.getDefaultValue() : "none")));
        // SmallRye lists the elements of a list as keys of their own.
        keys.keySet().removeIf(name -> name.contains("[*]"));
        return keys;
    }

    private static List<Class<?>> mappings() throws IOException {
        Path classes = Path.of("target", "classes");
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> type(file.replaceFirst("\\.class$", "").replace(File.separatorChar, '.')))
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .collect(Collectors.toList());
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, ConfigurationDocumentTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
