// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

/** Shape of a {@link GenericEncoder}: one record for each kind of network. */
public sealed interface EncoderShape permits SamEncoderConfig, TinyVitConfig {

    /** Channels of the embedding. */
    int outChannels();
}
