package io.orgscribe.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes of the class path and of the JDK as the linker of a JVM sees them: read as bytecode, not loaded. */
final class ClassPath {

    private final ClassLoader loader = ClassPath.class.getClassLoader();
    private final Map<String, Optional<Linked>> known = new HashMap<>();

    /**
     * A class.
     *
     * @param parents superclass and interfaces, by internal name
     * @param members name and descriptor of each field and method
     */
    private record Linked(List<String> parents, List<String> members) {}

    enum Found {
        THERE,
        MISSING,
        /** A class is missing in which it could be. */
        UNKNOWN
    }

    /** Looks for a member in a class and in what it extends and implements. */
    Found member(String owner, String name, String descriptor) {
        if (owner.startsWith("[")) {
            return Found.THERE; // of each array, such as clone
        }
        Optional<Linked> linked = known.computeIfAbsent(owner, this::read);
        if (linked.isEmpty()) {
            return Found.UNKNOWN;
        }
        if (linked.get().members().contains(name + descriptor)) {
            return Found.THERE;
        }
        Found found = Found.MISSING;
        for (String parent : linked.get().parents()) {
            Found above = member(parent, name, descriptor);
            if (above == Found.THERE) {
                return above;
            }
            found = above == Found.UNKNOWN ? above : found;
        }
        return found;
    }

    private Optional<Linked> read(String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Linked read(InputStream in) throws IOException {
        ClassReader reader = new ClassReader(in);
        List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
        if (reader.getSuperName() != null) {
            parents.add(0, reader.getSuperName());
        }
        List<String> members = new ArrayList<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public FieldVisitor visitField(
                            int access, String name, String descriptor, String signature, Object value) {
                        members.add(name + descriptor);
                        return null;
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        members.add(name + descriptor);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return new Linked(parents, members);
    }
}
