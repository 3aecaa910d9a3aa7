// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.net.URI;

/**
 * Whose work an encoder is.
 *
 * @param licence  of code and weights, as its SPDX name
 * @param citation what to cite
 * @param page     the authors' own page
 */
public record Publication(String licence, String citation, URI page) {}
