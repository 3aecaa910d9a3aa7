// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.checkpoint.TestCheckpoint.Pickle;
import org.samda.checkpoint.Value.Dictionary;
import org.samda.checkpoint.Value.Inert;
import org.samda.checkpoint.Value.Text;
import org.samda.checkpoint.Value.Whole;
import org.samda.torch.TensorType;

class PickleReaderTest {

    @Test
    void readsWholeNumbersOfEveryWidth() {
        assertEquals(new Whole(200), read(new Pickle().raw("K\u00c8.")));
        assertEquals(new Whole(513), read(new Pickle().raw("M\u0001\u0002.")));
        assertEquals(new Whole(-5), read(new Pickle().number(-5).raw(".")));
        assertEquals(new Whole(0), read(new Pickle().raw("\u008a\u0000.")));
        assertEquals(new Whole(-2), read(new Pickle().raw("\u008a\u0001\u00fe.")));
        assertEquals(new Whole(1L << 40), read(new Pickle().raw("\u008a\u0006\0\0\0\0\0\u0001.")));
        assertEquals(new Whole(Long.MIN_VALUE), read(new Pickle().raw("\u008a\u0008\0\0\0\0\0\0\0\u0080.")));
        assertEquals(new Whole(3), read(new Pickle().raw("\u008b\u0001\0\0\0\u0003.")));
        assertEquals(Inert.OBJECT, read(new Pickle().raw("\u008a\u0009\0\0\0\0\0\0\0\0\u0001.")));
    }

    @Test
    void readsAnOrderedDictionaryOfPairs() {
        // OrderedDict([['b', 1], ('a', 2)])
        Pickle pickle = new Pickle().raw("ccollections\nOrderedDict\n(](](").text("b");
        pickle.raw("K\u0001e").text("a").raw("K\u0002\u0086etR.");
        Dictionary dictionary = assertInstanceOf(Dictionary.class, read(pickle));
        assertEquals(List.of("b", "a"), List.copyOf(dictionary.entries().keySet()));
        assertEquals(new Whole(2), dictionary.entries().get("a"));
    }

    @Test
    void laterEntriesReplaceEarlierOnesAndKeysThatAreNoTextAreLeftOut() {
        Pickle pickle = new Pickle()
                .raw("}(")
                .text("a")
                .raw("K\u0001K\u0007K\u0003")
                .text("a")
                .raw("K\u0002u.");
        Dictionary dictionary = assertInstanceOf(Dictionary.class, read(pickle));
        assertEquals(Map.of("a", new Whole(2)), dictionary.entries());
    }

    @Test
    void rememberedValuesAreTheSameObject() {
        Pickle pickle = new Pickle()
                .raw("(")
                .text("x")
                .raw("q\u0005h\u0005r")
                .word(70000)
                .raw("j")
                .word(70000)
                .raw("t.");
        List<Value> members = read(pickle).asTuple();
        assertEquals(3, members.size());
        assertSame(members.get(0), members.get(2));
    }

    @Test
    void readsTheNewerFormsOfNamesAndMemo() {
        // Protocol 4: frame, short text, memo without an index.
        Pickle pickle = new Pickle().raw("\u0080\u0004\u0095\0\0\0\0\0\0\0\0}\u0094\u008c\u0001a\u0094");
        pickle.raw("\u008c\u000bcollections\u008c\u000bOrderedDict\u0093)Rs.");
        Dictionary dictionary = assertInstanceOf(Dictionary.class, read(pickle));
        assertInstanceOf(Dictionary.class, dictionary.entries().get("a"));
    }

    @Test
    void anOptimiserObjectIsPassedOver() {
        // An object of Adam with state, set by its attributes, with a parameter as a key.
        Pickle pickle = new Pickle()
                .raw("}")
                .text("optimizer")
                .raw("ctorch.optim.adam\nAdam\n)\u0081}")
                .text("state");
        pickle.raw("ccollections\ndefaultdict\nc__builtin__\ndict\n\u0085R")
                .vector("0", 0, 2, 2)
                .raw("}ssbs.");
        Dictionary dictionary = assertInstanceOf(Dictionary.class, read(pickle));
        assertEquals(Map.of("optimizer", Inert.OBJECT), dictionary.entries());
    }

    @Test
    void allowsExactlyTheListedNames() {
        Set<String> others = Set.of("dict ", "Dict", "OrderedDict.update", "namedtuple");
        others.forEach(name -> assertTrue(Globals.find("collections", name).isEmpty(), name));
        assertEquals(
                Constructor.TENSOR,
                Globals.find("torch._utils", "_rebuild_tensor_v2").orElseThrow());
        assertTrue(Globals.find("torch._utils", "_rebuild_tensor").isEmpty());
        assertTrue(Globals.find("torch", "load").isEmpty());
        assertTrue(Globals.find("torch._utils _rebuild_tensor_v2", "").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "}X\u0001\0\0\0acos\nsystem\ns.", // as a value under a key nobody needs
                "cos\nsystem\n", // at the end, before it is clear what it is for
                "(cos\nsystem\n", // behind a mark
                "}cos\nsystem\nK\u0001s.", // as a key
                "ccollections\ndefaultdict\ncos\nsystem\n\u0085R.", // as an argument of a harmless type
                "\u008c\u0002os\u008c\u0006system\u0093.", // in the newer form
                "(ios\nsystem\n.", // called at once
            })
    void refusesAForbiddenNameWhereverItIs(String pickle) {
        assertTrue(refusal(new Pickle().raw(pickle)).contains("os.system"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(icollections\nOrderedDict\n.", "(ccollections\nOrderedDict\no.", "P1\n.", "\u0082\u0001."})
    void refusesInstructionsThatCallAnythingElse(String pickle) {
        assertTrue(refusal(new Pickle().raw(pickle)).contains("is refused"));
    }

    @Test
    void aHostileNameCannotWriteToTheTerminalNorFillIt() {
        String message = refusal(
                new Pickle().text("\u001b[2Jevil\n").text("x".repeat(100_000)).raw("\u0093."));
        assertTrue(message.contains("?[2Jevil?.xxx"), message);
        assertTrue(message.length() < 700);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                ".", // no value
                "NN.", // two values
                "N.N", // goes on
                "(N.", // a mark is left
                "N(\u0085.", // takes a value from before a mark
                "t.", // no mark
                "h\u0001.", // nothing remembered
                "q\u0001.", // nothing to remember
                "]K\u0001K\u0002s.", // an entry of a list
                "}K\u0001a.", // appended to a dictionary
                "}(K\u0001u.", // a key without a value
                "K\u0001)R.", // calls a number
                "N)R.", // calls None
                "ctorch\nFloatStorage\n)R.", // makes a storage of its own
                "ccollections\nOrderedDict\nNR.", // arguments that are no tuple
                "ccollections\nOrderedDict\nN\u0085R.", // made of None
                "ccollections\nOrderedDict\n)\u0081.", // made past its function
                "ctorch._utils\n_rebuild_tensor_v2\n)R.", // no arguments
                "ctorch._utils\n_rebuild_parameter\nNNN\u0087R.", // a parameter without a tensor
                "NQ.", // refers to nothing
                "K\u0001}b.", // attributes of a number
                "X\u0001\0\0\0\u00ff.", // no UTF-8
                "X\u00ff\u00ff\u00ff\u00ffa.", // longer than 2 GB
                "\u008b\u00ff\u00ff\u00ff\u00ff.", // a number of negative length
                "\u0080\u0009N.", // of the future
            })
    void refusesWhatIsNoPickleOfWeights(String pickle) {
        assertTrue(refusal(new Pickle().raw(pickle)).contains("is damaged"));
    }

    @Test
    void aStorageHasOneNumberFormat() {
        Pickle pickle =
                new Pickle().raw("((").storage("FloatStorage", "0", 2).raw("(").storage("IntStorage", "0", 2);
        assertTrue(refusal(pickle.raw("t.")).contains("two number formats"));
    }

    @Test
    void aStorageFillsItsRecord() {
        assertTrue(refusal(new Pickle().raw("(").storage("FloatStorage", "0", 1).raw("."))
                .contains("needs 4 bytes, its record has 8"));
        assertEquals(
                new Storage(TensorType.F32, "0", 2),
                read(new Pickle().raw("(").storage("FloatStorage", "0", 2).raw(".")));
    }

    @Test
    void endlessWorkIsRefused() {
        // A million and more of: a dictionary, which is then put into the memo.
        assertTrue(refusal(new Pickle().raw("N" + "q\u0001".repeat(1 << 20))).contains("instructions"));
        // A list of 40 000 pairs, from which a dictionary is made again and again.
        Pickle pairs = new Pickle().raw("](" + "NN\u0086".repeat(40_000) + "eq\u0001");
        pairs.raw("ccollections\nOrderedDict\nq\u0002" + "h\u0002h\u0001\u0085R".repeat(1000));
        assertTrue(refusal(pairs).contains("instructions"));
        // A name of which each comparison takes long.
        Pickle names = new Pickle().raw("}").text("x".repeat(1001)).raw("Ns.");
        assertTrue(refusal(names).contains("a name of more than 1000 letters"));
        // A shape of 60 000 axes.
        Pickle axes = new Pickle().raw("ctorch._utils\n_rebuild_tensor_v2\n((").storage("FloatStorage", "0", 2);
        axes.raw("K\0(" + "K\u0001".repeat(60_000) + "t)NNtR.");
        assertTrue(refusal(axes).contains("axes"));
    }

    @Test
    void valuesThatNestDeepAreRefusedOrHarmless() {
        assertTrue(refusal(new Pickle().raw("]".repeat(100_000))).contains("too deep"));
        assertTrue(refusal(new Pickle().raw("(".repeat(100_000))).contains("too deep"));
        // A tuple in a tuple in a tuple ..., which takes no room on the stack: nothing may walk down there.
        assertInstanceOf(Value.Tuple.class, read(new Pickle().raw(")" + "\u0085".repeat(500_000) + ".")));
        // A list that holds itself.
        assertInstanceOf(Value.Sequence.class, read(new Pickle().raw("]q\u0001h\u0001a.")));
        assertEquals(new Text("x"), read(new Pickle().text("x").raw(".")));
    }

    private static Value read(Pickle pickle) {
        return PickleReader.read(pickle.bytes(), Map.of("0", 8L), Path.of("test.pth"));
    }

    private static String refusal(Pickle pickle) {
        return assertThrows(SamdaException.class, () -> read(pickle)).getMessage();
    }
}
