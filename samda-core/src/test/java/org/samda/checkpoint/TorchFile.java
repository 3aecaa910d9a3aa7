// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.samda.checkpoint.TestCheckpoint.Pickle;
import org.samda.torch.Tensors;

/** Writes weights as PyTorch would, in the layout of a checkpoint of nnU-Net. */
public final class TorchFile {

    private TorchFile() {}

    /** A file with the weights under {@code network_weights} and a few of the other things that nnU-Net saves. */
    public static void writeNnUNet(Path file, Map<String, Tensor> weights) {
        TestCheckpoint checkpoint = new TestCheckpoint();
        Pickle pickle = new Pickle().raw("}(").text("network_weights").raw("}(");
        int key = 0;
        for (Map.Entry<String, Tensor> weight : weights.entrySet()) {
            float[] values = Tensors.floats(weight.getValue().contiguous());
            checkpoint.storage(Integer.toString(key), values);
            tensor(pickle.text(weight.getKey()), key++, weight.getValue());
        }
        pickle.raw("u").text("current_epoch").number(1000).text("trainer_name").text("nnUNetTrainer");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, checkpoint.pickle(pickle.raw("u.").bytes()).bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tensor(Pickle pickle, int key, Tensor tensor) {
        pickle.raw("ctorch._utils\n_rebuild_tensor_v2\n((")
                .storage("FloatStorage", Integer.toString(key), (int) tensor.numel());
        pickle.number(0).raw("(");
        for (int i = 0; i < tensor.dim(); i++) {
            pickle.number((int) tensor.size(i));
        }
        pickle.raw("t(");
        for (int i = 0; i < tensor.dim(); i++) {
            pickle.number((int) tensor.contiguous().stride(i));
        }
        pickle.raw("t\u0089ccollections\nOrderedDict\n)RtR");
    }
}
