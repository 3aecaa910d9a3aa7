// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.checkpoint.Value.Dictionary;
import org.samda.checkpoint.Value.Inert;
import org.samda.checkpoint.Value.Sequence;
import org.samda.checkpoint.Value.Text;
import org.samda.checkpoint.Value.Tuple;
import org.samda.checkpoint.Value.Whole;

/**
 * Follows a pickle as far as it builds tensors and plain values (COMPONENTS section 16). Nothing is executed: the names
 * of {@link Globals} stand for themselves, and any other name, wherever it is, ends the reading.
 */
final class PickleReader {
    /** The largest published encoder with its optimiser takes about 60 000. One limit for time, memory and memo. */
    private static final int MOST_INSTRUCTIONS = 1 << 20;

    private static final int NEWEST_PROTOCOL = 5;

    private final Path file;
    private final PickleInput in;
    private final PickleStack stack = new PickleStack();
    private final Map<Integer, Value> memo = new HashMap<>();
    private final Map<String, Storage> storages = new HashMap<>();
    private final Map<String, Long> recordBytes;
    private int left = MOST_INSTRUCTIONS;

    private PickleReader(byte[] pickle, Map<String, Long> recordBytes, Path file) {
        this.file = file;
        this.recordBytes = recordBytes;
        in = new PickleInput(pickle);
    }

    /**
     * @param recordBytes size of each record with a storage's values, by the storage's key
     * @param file        for messages
     * @throws SamdaException if the pickle is damaged, does not fit the records, or names what is not allowed
     */
    static Value read(byte[] pickle, Map<String, Long> recordBytes, Path file) {
        PickleReader reader = new PickleReader(pickle, recordBytes, file);
        try {
            return reader.run();
        } catch (IllegalArgumentException e) {
            throw Refusal.damaged(file, "%s (byte %d)".formatted(e.getMessage(), reader.in.position()), e);
        }
    }

    private Value run() {
        for (Opcode opcode = next(); opcode != Opcode.STOP; opcode = next()) {
            Optional<Value> literal = literal(opcode);
            if (literal.isPresent()) {
                stack.push(literal.get());
            } else {
                act(opcode);
            }
        }
        return result();
    }

    private void spend(int instructions) {
        left -= instructions;
        if (left < 0) {
            throw new IllegalArgumentException("its pickle has more than " + MOST_INSTRUCTIONS + " instructions");
        }
    }

    private Opcode next() {
        spend(1);
        int code = in.byte1();
        return Opcode.of(code)
                .orElseThrow(() -> new IllegalArgumentException(
                        "its pickle has the instruction 0x%02x, which torch.save does not write".formatted(code)));
    }

    private Value result() {
        Value result = stack.pop();
        if (!stack.isEmpty() || !in.isAtEnd()) {
            throw new IllegalArgumentException("its pickle goes on after its end");
        }
        return result;
    }

    /** The value that an instruction adds without looking at others; empty for all other instructions. */
    private Optional<Value> literal(Opcode opcode) {
        Value value = switch (opcode) {
            case NONE, NEWTRUE, NEWFALSE -> Inert.OBJECT;
            case BININT1 -> new Whole(in.byte1());
            case BININT2 -> new Whole(in.byte2());
            case BININT -> new Whole(in.byte4());
            case LONG1 -> in.whole(in.byte1());
            case LONG4 -> in.whole(in.byte4());
            case BINFLOAT -> fraction();
            case SHORT_BINUNICODE -> new Text(in.text(in.byte1()));
            case BINUNICODE -> new Text(in.text(Integer.toUnsignedLong(in.byte4())));
            case EMPTY_TUPLE -> new Tuple(List.of());
            case EMPTY_LIST -> new Sequence(new ArrayList<>());
            case EMPTY_DICT -> new Dictionary(new LinkedHashMap<>());
            case GLOBAL -> global(in.line(), in.line());
            case BINGET -> remembered(in.byte1());
            case LONG_BINGET -> remembered(in.byte4());
            default -> null;
        };
        return Optional.ofNullable(value);
    }

    private void act(Opcode opcode) {
        switch (opcode) {
            case PROTO -> requireProtocol(in.byte1());
            case FRAME -> in.skip(Long.BYTES);
            case MARK -> stack.mark();
            case BINPUT -> memo.put(in.byte1(), stack.top());
            case LONG_BINPUT -> memo.put(in.byte4(), stack.top());
            case MEMOIZE -> memo.put(memo.size(), stack.top());
            case TUPLE1 -> stack.push(new Tuple(stack.pop(1)));
            case TUPLE2 -> stack.push(new Tuple(stack.pop(2)));
            case TUPLE3 -> stack.push(new Tuple(stack.pop(3)));
            case TUPLE -> stack.push(new Tuple(stack.popToMark()));
            case APPEND -> append(stack.pop(1));
            case APPENDS -> append(stack.popToMark());
            case SETITEM -> set(stack.pop(2));
            case SETITEMS -> set(stack.popToMark());
            case STACK_GLOBAL -> stackGlobal(stack.pop(2));
            case BINPERSID -> stack.push(storage(Storage.of(stack.pop())));
            case REDUCE -> reduce(stack.pop(2));
            case NEWOBJ -> create(stack.pop(2));
            case BUILD -> build(stack.pop(2));
            case INST -> throw instance(in.line(), in.line());
            default -> throw Refusal.forbidden(file, opcode.toString());
        }
    }

    private static void requireProtocol(int protocol) {
        if (protocol > NEWEST_PROTOCOL) {
            throw new IllegalArgumentException("its pickle is of the unknown protocol " + protocol);
        }
    }

    private Value fraction() {
        in.skip(Double.BYTES);
        return Inert.OBJECT;
    }

    private Value global(String module, String name) {
        return Globals.find(module, name).orElseThrow(() -> Refusal.forbidden(file, module + "." + name));
    }

    /** The instruction that names and calls at once: forbidden even where the name is not. */
    private SamdaException instance(String module, String name) {
        return Refusal.forbidden(file, Opcode.INST + " " + module + "." + name);
    }

    private void stackGlobal(List<Value> names) {
        stack.push(global(names.get(0).asText(), names.get(1).asText()));
    }

    private Value remembered(int index) {
        return Optional.ofNullable(memo.get(index))
                .orElseThrow(() -> new IllegalArgumentException("its pickle uses the unknown memo " + index));
    }

    private void append(List<Value> values) {
        Value list = stack.top();
        if (list instanceof Sequence sequence) {
            sequence.members().addAll(values);
        } else {
            requireInert(list, "appends to");
        }
    }

    private void set(List<Value> keysAndValues) {
        Value target = stack.top();
        if (keysAndValues.size() % 2 != 0) {
            throw new IllegalArgumentException("its pickle has a key without a value");
        }
        if (target instanceof Dictionary dictionary) {
            for (int i = 0; i < keysAndValues.size(); i += 2) {
                dictionary.put(keysAndValues.get(i), keysAndValues.get(i + 1));
            }
        } else {
            requireInert(target, "sets entries of");
        }
    }

    private void reduce(List<Value> functionAndArguments) {
        Value function = functionAndArguments.get(0);
        List<Value> arguments = functionAndArguments.get(1).asTuple();
        if (function instanceof Constructor constructor) {
            spend(Constructor.size(arguments));
            stack.push(constructor.call(arguments));
        } else {
            requireType(function);
            stack.push(Inert.OBJECT);
        }
    }

    private void create(List<Value> typeAndArguments) {
        requireType(typeAndArguments.get(0));
        stack.push(Inert.OBJECT);
    }

    /** Attributes, such as the versions that a module's state dictionary carries, are of no use here. */
    private void build(List<Value> objectAndAttributes) {
        Value object = objectAndAttributes.get(0);
        if (!(object instanceof Dictionary)) {
            requireInert(object, "sets attributes of");
        }
        stack.push(object);
    }

    private static void requireType(Value function) {
        if (function != Inert.TYPE) {
            throw new IllegalArgumentException("its pickle calls what is no function");
        }
    }

    private static void requireInert(Value value, String what) {
        if (value != Inert.OBJECT) {
            throw new IllegalArgumentException("its pickle " + what + " what does not allow it");
        }
    }

    private Storage storage(Storage storage) {
        long bytes = Optional.ofNullable(recordBytes.get(storage.key()))
                .orElseThrow(() ->
                        new IllegalArgumentException("storage '%s' has no record in it".formatted(storage.key())));
        if (bytes != storage.bytes()) {
            throw new IllegalArgumentException(
                    "storage '%s' needs %d bytes, its record has %d".formatted(storage.key(), storage.bytes(), bytes));
        }
        if (!storages.computeIfAbsent(storage.key(), key -> storage).equals(storage)) {
            throw new IllegalArgumentException("storage '%s' has two number formats".formatted(storage.key()));
        }
        return storage;
    }
}
