// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.samda.Interruptions;
import org.samda.SamdaException;
import org.samda.torch.TensorBytes;
import org.samda.torch.TensorInfo;

/** Weights in a file of {@code torch.save}. */
final class TorchCheckpoint implements CheckpointFile {
    private final Path path;
    private final CheckpointArchive archive;
    private final Map<String, StoredTensor> tensors;

    private TorchCheckpoint(Path path, CheckpointArchive archive) {
        this.path = path;
        this.archive = archive;
        Value root = PickleReader.read(archive.pickle(), archive.storageBytes(), path);
        tensors = Collections.unmodifiableMap(StateDictionary.of(root, path));
        Refusal.requirePrintable(path, tensors.keySet());
    }

    static TorchCheckpoint open(Path path) {
        CheckpointArchive archive = CheckpointArchive.open(path);
        try {
            return new TorchCheckpoint(path, archive);
        } catch (SamdaException e) {
            archive.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> infos.put(name, tensor.info()));
        return Collections.unmodifiableMap(infos);
    }

    @Override
    public Map<String, Tensor> read(Collection<String> names) {
        Map<Storage, Map<String, StoredTensor>> byStorage = new LinkedHashMap<>();
        for (String name : names) {
            StoredTensor tensor = stored(name);
            byStorage
                    .computeIfAbsent(tensor.storage(), storage -> new LinkedHashMap<>())
                    .put(name, tensor);
        }
        Map<String, Tensor> views = new HashMap<>();
        byStorage.forEach((storage, wanted) -> {
            Interruptions.check();
            views.putAll(read(storage, wanted));
        });
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        names.forEach(name -> ordered.put(name, views.get(name)));
        return ordered;
    }

    /** How a tensor lies in its storage. */
    StoredTensor stored(String name) {
        return Optional.ofNullable(tensors.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no tensor '" + name + "' in " + path));
    }

    @Override
    public void close() {
        archive.close();
    }

    /** Goes once through a storage, keeps what the tensors need and passes over the rest. */
    private Map<String, Tensor> read(Storage storage, Map<String, StoredTensor> wanted) {
        Map<String, Tensor> views = new LinkedHashMap<>();
        try (RecordInput in = archive.storage(storage.key())) {
            long at = 0;
            for (Segment segment : Segment.covering(wanted.values())) {
                skip(in.stream(), storage, segment.begin() - at);
                Tensor part = TensorBytes.read(in.stream(), storage.type(), segment.elements());
                at = segment.end();
                wanted.forEach((name, tensor) -> {
                    if (segment.covers(tensor)) {
                        views.put(name, tensor.view(part, segment.begin()));
                    }
                });
            }
            skip(in.stream(), storage, storage.elements() - at);
            in.finish();
        } catch (IOException e) {
            throw archive.broken("storage " + storage.key(), e);
        }
        return views;
    }

    private static void skip(InputStream in, Storage storage, long elements) throws IOException {
        in.skipNBytes(elements * storage.type().bytes());
    }
}
