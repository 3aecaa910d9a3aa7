// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * A rectangle of an image, in px.
 *
 * @param x      left edge
 * @param y      top edge
 * @param width  at least 1
 * @param height at least 1
 */
public record Tile(int x, int y, int width, int height) {}
