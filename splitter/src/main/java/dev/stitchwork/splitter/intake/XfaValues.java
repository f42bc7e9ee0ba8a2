package dev.stitchwork.splitter.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the XFA part of a PDF form holds: programs that fill such forms may write their values there and leave the fields
 * themselves empty.
 *
 * <p>Values stand in a tree of elements below {@code xfa:data} (XML Forms Architecture 3.3, "XFA data"). A field of the
 * PDF is named by its way down the form, {@code form1[0].#subform[0].Address[1].Town[0]}; the data have the same names
 * without the nameless, and may leave out names on the way. So a value is looked for by its whole way first, then by
 * ever less of its beginning, and counts where just one element fits.
 */
final class XfaValues {
    private static final String DATA = "http://www.xfa.org/schema/xfa-data/1.0/";
    private static final int DEPTH_MAX = 50;
    private static final int VALUES_MAX = 20_000;

    /** By the end of their way, as much of it as there is. */
    private final Map<String, List<String>> byEnding = new HashMap<>();
    private int values;

    private XfaValues() {}

    /** Without values where the form has no such part, or none that can be read. */
    static XfaValues of(PDAcroForm form) {
        XfaValues values = new XfaValues();
        if (form != null && form.hasXFA()) {
            try {
                values.read(form.getXFA().getBytes());
            } catch (IOException | SAXException | ParserConfigurationException | RuntimeException unreadable) {
                values.byEnding.clear();
            }
        }
        return values;
    }

    boolean isEmpty() {
        return byEnding.isEmpty();
    }

    /** What is typed into a field, by its full name. */
    Optional<String> value(String field) {
        List<String> way = new ArrayList<>();
        for (String step : field.split("\\.")) {
            if (!step.startsWith("#")) {
                way.add(step.endsWith("]") ? step : step + "[0]");
            }
        }
        for (int from = 0; from < way.size(); from++) {
            List<String> found = byEnding.get(String.join(".", way.subList(from, way.size())));
            if (found != null) {
                return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void read(byte[] xml) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        Document document = builder.parse(new ByteArrayInputStream(xml));
        NodeList data = document.getElementsByTagNameNS(DATA, "data");
        if (data.getLength() > 0) {
            children((Element) data.item(0), List.of());
        }
    }

    private void children(Element parent, List<String> way) {
        Map<String, Integer> seen = new HashMap<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && way.size() < DEPTH_MAX && values < VALUES_MAX) {
                int index = seen.merge(element.getLocalName(), 1, Integer::sum) - 1;
                List<String> here = new ArrayList<>(way);
                here.add("%s[%d]".formatted(element.getLocalName(), index));
                if (hasElements(element)) {
                    children(element, here);
                } else {
                    values++;
                    for (int from = 0; from < here.size(); from++) {
                        byEnding.computeIfAbsent(String.join(".", here.subList(from, here.size())), ending -> new ArrayList<>())
                                .add(element.getTextContent());
                    }
                }
            }
        }
    }

    private static boolean hasElements(Element element) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element) {
                return true;
            }
        }
        return false;
    }
}
