package org.muriel.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which a test may say what no HTTP client would. */
final class Wire implements AutoCloseable {
    /** A server that says nothing for so long hangs. */
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;
    private final InputStream in;

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends these characters, each as one byte. */
    Wire say(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
        return this;
    }

    /** Says that nothing more will come. */
    Wire finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next answer; its body is as long as it says. */
    Answer answer() throws IOException {
        return answer(true);
    }

    /** The next answer, to a request whose answer has no body whatever length it names. */
    Answer answerWithoutBody() throws IOException {
        return answer(false);
    }

    /** Whether the server has closed the connection, or does so now. */
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    /** All that comes until the server closes the connection. */
    List<Answer> answers() throws IOException {
        List<Answer> answers = new ArrayList<>();
        in.mark(1);
        while (in.read() >= 0) {
            in.reset();
            answers.add(answer());
            in.mark(1);
        }
        return answers;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Answer answer(boolean withBody) throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String line = line();
        while (!line.isEmpty()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            line = line();
        }
        int length = withBody ? Integer.parseInt(headers.getOrDefault("Content-Length", "0")) : 0;
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body ends after " + body.length + " of " + length + " bytes");
        }
        return new Answer(Integer.parseInt(status.split(" ", 3)[1]), headers, new String(body, UTF_8));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = in.read();
        }
        if (next < 0) {
            throw new EOFException("the connection ends after: " + line);
        }
        return line.toString().stripTrailing();
    }
}
