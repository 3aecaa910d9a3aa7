// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import org.samda.io.Bytes;

/**
 * What a step will ask of a bank, told before anything is computed.
 *
 * @param entries tiles times symmetries that may be drawn
 * @param draws   how many embeddings the step uses
 * @param passes  of the encoder if nothing is there yet, at most
 * @param each    bytes of an entry
 */
public record BankForecast(long entries, long draws, long passes, long each) {
    /** Of a step that uses no bank. */
    public static final BankForecast NOTHING = new BankForecast(0, 0, 0, 0);

    /** Of patches drawn from images that have so many entries together. */
    public static BankForecast of(long entries, long draws, EntryShape shape) {
        return new BankForecast(entries, draws, Math.min(entries, draws), shape.bytes());
    }

    /** Both together. */
    public BankForecast plus(BankForecast other) {
        return new BankForecast(
                entries + other.entries, draws + other.draws, passes + other.passes, Math.max(each, other.each));
    }

    /** What the entries take on the disk, at most. */
    public long bytes() {
        return passes * each;
    }

    @Override
    public String toString() {
        return "%d tiles and symmetries, %s each; at most %d passes of the encoder for %d embeddings, at most %s on the disk"
                .formatted(entries, Bytes.readable(each), passes, draws, Bytes.readable(bytes()));
    }
}
