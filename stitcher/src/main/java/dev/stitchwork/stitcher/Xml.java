package dev.stitchwork.stitcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * XML in UTF-8, element by element, whatever stands in the texts: what XML 1.0 has no way to write becomes U+FFFD. The
 * stream stays open.
 */
final class Xml {
    private final XMLStreamWriter out;

    Xml(OutputStream stream, String namespace) throws IOException {
        try {
            out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(stream, StandardCharsets.UTF_8.name());
            out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            out.writeCharacters("\n");
            out.setDefaultNamespace(namespace);
        } catch (XMLStreamException broken) {
            throw new IOException(broken);
        }
    }

    private interface Step {
        void write() throws XMLStreamException;
    }

    private Xml write(Step step) throws IOException {
        try {
            step.write();
            return this;
        } catch (XMLStreamException broken) {
            throw new IOException(broken);
        }
    }

    Xml doctype(String declaration) throws IOException {
        return write(() -> out.writeDTD(declaration + "\n"));
    }

    /** Opens the outermost element. */
    Xml root(String name, String namespace) throws IOException {
        return write(() -> {
            out.writeStartElement(name);
            out.writeDefaultNamespace(namespace);
        });
    }

    Xml open(String name) throws IOException {
        return write(() -> out.writeStartElement(name));
    }

    /** One that nothing stands in: it is not closed. */
    Xml empty(String name) throws IOException {
        return write(() -> out.writeEmptyElement(name));
    }

    Xml with(String attribute, Object value) throws IOException {
        return write(() -> out.writeAttribute(attribute, clean(value.toString())));
    }

    Xml text(String text) throws IOException {
        return write(() -> out.writeCharacters(clean(text)));
    }

    Xml line() throws IOException {
        return write(() -> out.writeCharacters("\n"));
    }

    Xml close() throws IOException {
        return write(out::writeEndElement);
    }

    /** An element with nothing but a text. */
    Xml leaf(String name, String text) throws IOException {
        return open(name).text(text).close();
    }

    void end() throws IOException {
        write(() -> {
            out.writeCharacters("\n");
            out.writeEndDocument();
            out.flush();
        });
    }

    /** Production 2 of XML 1.0. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
