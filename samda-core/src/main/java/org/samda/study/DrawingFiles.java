// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SimpleImageHandler;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Turns drawings into PNG and SVG; needs no screen. */
final class DrawingFiles {
    private static final String SVG = "http://www.w3.org/2000/svg";

    private DrawingFiles() {}

    /** @param scale pixels for one of the drawing's */
    static byte[] png(Drawing drawing, double scale) {
        BufferedImage picture = new BufferedImage(
                (int) Math.ceil(scale * drawing.size().width),
                (int) Math.ceil(scale * drawing.size().height),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = picture.createGraphics();
        try {
            paper.setColor(Color.WHITE);
            paper.fillRect(0, 0, picture.getWidth(), picture.getHeight());
            smooth(paper);
            paper.scale(scale, scale);
            drawing.paint(paper);
        } finally {
            paper.dispose();
        }
        return bytes(picture);
    }

    private static void smooth(Graphics2D paper) {
        paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paper.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paper.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        paper.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    private static byte[] bytes(RenderedImage picture) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pictures inside the SVG; Batik's own writer of PNG is in a library that is not needed otherwise. */
    private static final class PngInPlace extends ImageHandlerBase64Encoder {

        @Override
        public void encodeImage(RenderedImage picture, OutputStream out) throws SVGGraphics2DIOException {
            try {
                out.write(bytes(picture));
            } catch (IOException e) {
                throw new SVGGraphics2DIOException("a picture cannot be written", e);
            }
        }
    }

    /** An {@code <svg>} element that can stand in a page or alone: text is text, and nothing outside is referred to. */
    static String svg(Drawing drawing) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(
                GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null));
        context.setComment("samda");
        context.setGenericImageHandler(new SimpleImageHandler(new PngInPlace()));
        SVGGraphics2D paper = new SVGGraphics2D(context, false);
        paper.setColor(Color.WHITE);
        paper.fillRect(0, 0, drawing.size().width, drawing.size().height);
        drawing.paint(paper);
        paper.setSVGCanvasSize(drawing.size());
        Element root = paper.getRoot();
        root.setAttribute("viewBox", "0 0 " + drawing.size().width + " " + drawing.size().height);
        removeEmptyDefinitions(root);
        StringWriter text = new StringWriter();
        try {
            paper.stream(root, text, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Without the document type, which names a file on the web.
        return text.toString().substring(text.toString().indexOf("<svg"));
    }

    /** They have the same id in every drawing, which one page must not have twice. */
    private static void removeEmptyDefinitions(Element root) {
        for (Node node = root.getFirstChild(); node != null; ) {
            Node next = node.getNextSibling();
            if (node.getNodeName().equals("defs") && !node.hasChildNodes()) {
                root.removeChild(node);
            }
            node = next;
        }
    }
}
