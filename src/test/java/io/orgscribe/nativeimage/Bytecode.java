package io.orgscribe.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/** Classes of ours, instruction by instruction. */
final class Bytecode {

    static final Path MAIN = Path.of("target/classes");

    private Bytecode() {}

    /** All that is shipped. */
    static List<ClassNode> main() {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(Bytecode::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ClassNode> of(Class<?>... classes) {
        List<ClassNode> nodes = new ArrayList<>();
        for (Class<?> type : classes) {
            try (InputStream in = type.getClassLoader().getResourceAsStream(Type.getInternalName(type) + ".class")) {
                nodes.add(node(in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return nodes;
    }

    static boolean isOurs(Type type) {
        return type.getSort() == Type.ARRAY
                ? isOurs(type.getElementType())
                : type.getSort() == Type.OBJECT && type.getInternalName().startsWith("io/orgscribe/");
    }

    private static ClassNode read(Path file) {
        try {
            return node(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassNode node(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.SKIP_DEBUG);
        return node;
    }
}
