package io.orgscribe.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Extensions that are not released with Quarkus fit the Quarkus that is here. What each version says of itself does not
 * tell, for nobody compiles the two together.
 */
class ExtensionLinkTest {

    private final ClassPath classPath = new ClassPath();

    @Test
    void every_extension_finds_the_members_that_it_refers_to() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (URL descriptor : Collections.list(
                ExtensionLinkTest.class.getClassLoader().getResources("META-INF/quarkus-extension.properties"))) {
            if (!isOfQuarkus(descriptor)) {
                missing.addAll(missing(((JarURLConnection) descriptor.openConnection()).getJarFile()));
            }
        }

        assertThat(missing).isEmpty();
    }

    /** Only Quarkus's own are here at the moment, so the walk is tried on one of them. */
    @Test
    void an_extension_of_quarkus_is_walked_through() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (URL descriptor : Collections.list(
                ExtensionLinkTest.class.getClassLoader().getResources("META-INF/quarkus-extension.properties"))) {
            if (descriptor.getPath().contains("/quarkus-scheduler-") && isOfQuarkus(descriptor)) {
                JarFile jar = ((JarURLConnection) descriptor.openConnection()).getJarFile();
                seen.add(jar.getName());
                assertThat(missing(jar)).isEmpty();
            }
        }

        assertThat(seen).isNotEmpty();
    }

    @Test
    void a_missing_field_and_a_missing_method_are_found() {
        byte[] referring = method(code -> {
            code.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/Integer", "LEAST", "I");
            code.visitInsn(Opcodes.POP);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/util/ArrayList", "last", "()Ljava/lang/Object;", false);
            code.visitInsn(Opcodes.POP);
        });

        assertThat(MissingMembers.of(referring, classPath))
                .containsExactly(
                        "Referring.run refers to java/lang/Integer.LEAST I",
                        "Referring.run refers to java/util/ArrayList.last ()Ljava/lang/Object;");
    }

    @Test
    void what_is_inherited_is_there_and_what_is_missing_as_a_whole_is_not_told() {
        byte[] referring = method(code -> {
            for (String[] call : List.of(
                    new String[] {"java/util/ArrayList", "stream", "()Ljava/util/stream/Stream;"},
                    new String[] {"[Ljava/lang/String;", "clone", "()Ljava/lang/Object;"},
                    new String[] {"java/lang/invoke/MethodHandle", "invokeExact", "()Ljava/lang/Object;"},
                    new String[] {"org/example/Optional", "anything", "()Ljava/lang/Object;"})) {
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, call[0], call[1], call[2], false);
                code.visitInsn(Opcodes.POP);
            }
        });

        assertThat(MissingMembers.of(referring, classPath)).isEmpty();
    }

    /** By its own word, such as {@code io.quarkus:quarkus-rest-deployment:3.33.2}. */
    private static boolean isOfQuarkus(URL descriptor) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = descriptor.openStream()) {
            properties.load(in);
        }
        return properties.getProperty("deployment-artifact").startsWith("io.quarkus:");
    }

    private Set<String> missing(JarFile jar) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().endsWith(".class")) {
                try (InputStream in = jar.getInputStream(entry)) {
                    missing.addAll(MissingMembers.of(in.readAllBytes(), classPath));
                }
            }
        }
        return missing;
    }

    private static byte[] method(Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Referring", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
        code.visitCode();
        body.accept(code);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
