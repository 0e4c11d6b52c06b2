package io.orgscribe.nativeimage;

import java.util.Set;
import java.util.TreeSet;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Fields and methods that a class refers to and that nobody has: where the JVM comes to one, it throws NoSuchFieldError
 * or NoSuchMethodError, and native-image, which comes everywhere, does not build. A class that is missing as a whole is
 * not told: extensions refer to those of dependencies that they can do without, behind a look whether they are there.
 */
final class MissingMembers extends ClassVisitor {

    /** Whose methods take what they are given. */
    private static final Set<String> SIGNATURE_POLYMORPHIC =
            Set.of("java/lang/invoke/MethodHandle", "java/lang/invoke/VarHandle");

    private final ClassPath classPath;
    private final Set<String> missing = new TreeSet<>();
    private String from;

    private MissingMembers(ClassPath classPath) {
        super(Opcodes.ASM9);
        this.classPath = classPath;
    }

    static Set<String> of(byte[] classFile, ClassPath classPath) {
        MissingMembers visitor = new MissingMembers(classPath);
        new ClassReader(classFile).accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return visitor.missing;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        from = name;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                look(method, owner, name, descriptor);
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean onInterface) {
                look(method, owner, name, descriptor);
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
                look(method, bootstrap.getOwner(), bootstrap.getName(), bootstrap.getDesc());
                for (Object argument : arguments) {
                    if (argument instanceof Handle handle) {
                        look(method, handle.getOwner(), handle.getName(), handle.getDesc());
                    }
                }
            }
        };
    }

    private void look(String method, String owner, String name, String descriptor) {
        if (!SIGNATURE_POLYMORPHIC.contains(owner)
                && classPath.member(owner, name, descriptor) == ClassPath.Found.MISSING) {
            missing.add(from + "." + method + " refers to " + owner + "." + name + " " + descriptor);
        }
    }
}
