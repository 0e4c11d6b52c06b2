package io.orgscribe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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

    static Map<String, String> inCode() {
        Map<String, String> keys = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.orgscribe").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .forEach(type -> ConfigMappings.getProperties(ConfigClass.configClass(type.reflect()))
                                .forEach((name, property) -> keys.put(
                                        name, property.hasDefaultValue() ? property.getDefaultValue() : "none")));
        // SmallRye lists the elements of a list as keys of their own.
        keys.keySet().removeIf(name -> name.contains("[*]"));
        return keys;
    }
}
