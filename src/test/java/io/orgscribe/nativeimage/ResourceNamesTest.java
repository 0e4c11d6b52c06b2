package io.orgscribe.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import io.quarkus.util.GlobUtil;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the code reads from the class path by name is in the image: nothing else is. */
class ResourceNamesTest {

    private static final String INCLUDES = "quarkus.native.resources.includes";

    @Test
    void what_is_read_by_name_is_included() throws IOException {
        List<String> names = names(Bytecode.main());

        assertThat(names).isNotEmpty().allMatch(name -> isIncluded(name, includes()));
    }

    @Test
    void a_name_that_is_not_included_or_not_told_is_found() {
        assertThat(names(Bytecode.of(Reads.class)))
                .containsExactlyInAnyOrder("/texts/constant.txt", "/texts/x.txt", "?", "?");
        assertThat(isIncluded("/texts/x.txt", "texts/*.txt")).isTrue();
        assertThat(isIncluded("/texts/x.sql", "texts/*.txt")).isFalse();
        assertThat(isIncluded("?", "*")).isFalse();
    }

    /** Of resources that are asked for; what is put together has an x where a part is not told by the code. */
    private static List<String> names(List<ClassNode> code) {
        return code.stream()
                .flatMap(Argument::in)
                .filter(argument -> argument.method().startsWith("getResource")
                        && argument.owner().startsWith("java/lang/Class")
                        && argument.as().equals(Type.getType(String.class)))
                .flatMap(argument -> argument.origins().stream())
                .map(ResourceNamesTest::text)
                .toList();
    }

    private static String text(AbstractInsnNode origin) {
        if (origin instanceof LdcInsnNode constant) {
            return constant.cst.toString();
        }
        return origin instanceof InvokeDynamicInsnNode call && call.name.equals("makeConcatWithConstants")
                ? call.bsmArgs[0].toString().replace('\u0001', 'x')
                : "?";
    }

    private static boolean isIncluded(String name, String includes) {
        return Stream.of(includes.split(","))
                .anyMatch(glob -> name.startsWith("/") && name.substring(1).matches(GlobUtil.toRegexPattern(glob)));
    }

    private static String includes() {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Bytecode.MAIN.resolve("application.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(INCLUDES);
    }

    static final class Reads {

        InputStream constant() {
            return Reads.class.getResourceAsStream("/texts/constant.txt");
        }

        InputStream madeUp(String name) {
            return getClass().getResourceAsStream("/texts/" + name + ".txt");
        }

        InputStream given(String name) {
            return Reads.class.getClassLoader().getResourceAsStream(name);
        }

        InputStream called() {
            return Reads.class.getResourceAsStream(toString());
        }
    }
}
