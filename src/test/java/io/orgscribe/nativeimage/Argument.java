package io.orgscribe.nativeimage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * What a method of ours hands on: to a method that it calls (the object it is called on included), to a lambda, or by a
 * store or a return.
 *
 * @param from the class and method that hands it on
 * @param owner internal name of the class whose method takes it; empty for a store or a return
 * @param method name of that method
 * @param as the type that it is taken as
 * @param origins the instructions that may have made it, as far as its own method shows
 */
record Argument(String from, String owner, String method, Type as, Set<AbstractInsnNode> origins) {

    private static final Type ANY = Type.getType(Object.class);

    static Stream<Argument> in(ClassNode node) {
        return node.methods.stream().flatMap(method -> in(node, method).stream());
    }

    /** The constants among what comes: classes ({@link Type}), texts. */
    <T> Stream<T> constants(Class<T> kind) {
        return origins.stream()
                .filter(LdcInsnNode.class::isInstance)
                .map(origin -> ((LdcInsnNode) origin).cst)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    /** The declared types of what comes. */
    Stream<Type> types() {
        return origins.stream().flatMap(Argument::type);
    }

    private static Stream<Type> type(AbstractInsnNode origin) {
        if (origin instanceof MethodInsnNode call) {
            return Stream.of(Type.getReturnType(call.desc));
        }
        if (origin instanceof FieldInsnNode field) {
            return Stream.of(Type.getType(field.desc));
        }
        return origin instanceof TypeInsnNode made && made.getOpcode() != Opcodes.INSTANCEOF
                ? Stream.of(Type.getObjectType(made.desc))
                : Stream.of();
    }

    private static List<Argument> in(ClassNode node, MethodNode method) {
        try {
            Frame<SourceValue>[] frames = new Analyzer<>(new Origins()).analyzeAndComputeMaxs(node.name, method);
            List<Argument> found = new ArrayList<>();
            for (int i = 0; i < frames.length; i++) {
                if (frames[i] != null) {
                    found.addAll(at(node.name + "." + method.name, method.instructions.get(i), frames[i]));
                }
            }
            return found;
        } catch (AnalyzerException e) {
            throw new IllegalStateException(node.name + "." + method.name, e);
        }
    }

    private static List<Argument> at(String from, AbstractInsnNode instruction, Frame<SourceValue> frame) {
        if (instruction instanceof MethodInsnNode call) {
            List<Type> taken = new ArrayList<>(List.of(Type.getArgumentTypes(call.desc)));
            if (call.getOpcode() != Opcodes.INVOKESTATIC) {
                taken.add(0, Type.getObjectType(call.owner));
            }
            return top(from, call.owner, call.name, taken, frame);
        }
        if (instruction instanceof InvokeDynamicInsnNode call) {
            // Of a lambda the method behind it, else the one that makes it, such as of a concatenation.
            Handle taker = Arrays.stream(call.bsmArgs)
                    .filter(Handle.class::isInstance)
                    .map(Handle.class::cast)
                    .findFirst()
                    .orElse(call.bsm);
            return top(from, taker.getOwner(), taker.getName(), List.of(Type.getArgumentTypes(call.desc)), frame);
        }
        return switch (instruction.getOpcode()) {
            case Opcodes.AASTORE, Opcodes.PUTFIELD, Opcodes.PUTSTATIC, Opcodes.ARETURN ->
                top(from, "", "", List.of(ANY), frame);
            default -> List.of();
        };
    }

    private static List<Argument> top(
            String from, String owner, String method, List<Type> taken, Frame<SourceValue> frame) {
        int first = frame.getStackSize() - taken.size();
        return IntStream.range(0, taken.size())
                .mapToObj(i -> new Argument(from, owner, method, taken.get(i), frame.getStack(first + i).insns))
                .toList();
    }

    /** Looks through variables, and takes a parameter for a value that was cast to its type. */
    private static final class Origins extends SourceInterpreter {

        Origins() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }

        @Override
        public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return type.getSort() < Type.ARRAY
                    ? new SourceValue(type.getSize())
                    : new SourceValue(1, new TypeInsnNode(Opcodes.CHECKCAST, type.getInternalName()));
        }
    }
}
