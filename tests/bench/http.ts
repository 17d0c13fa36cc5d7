export interface HttpReply {
  status: number;
  etag: string;
  text: string;
}

/**
 * A keep-alive HTTP/1.1 client that costs little CPU, so that on two cores the driver does not measure itself.
 * One connection per caller at a time; replies need Content-Length or chunks, which is what Deno sends.
 */
export class HttpLoad {
  #idle: Connection[] = [];
  #host: string;
  #port: number;

  constructor(base: string) {
    const url = new URL(base);
    this.#host = url.hostname;
    this.#port = Number(url.port);
  }

  /** One request. Throws when the status is 400 or more. */
  async send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = "",
  ): Promise<HttpReply> {
    const connection = this.#idle.pop() ?? await Connection.open(this.#host, this.#port);
    const reply = await connection.exchange(method, path, headers, body);
    this.#idle.push(connection);
    if (reply.status >= 400) {
      throw new Error(`${method} ${path}: ${reply.status} ${reply.text.slice(0, 300)}`);
    }
    return reply;
  }

  close(): void {
    for (const connection of this.#idle) connection.close();
    this.#idle = [];
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

class Connection {
  #conn: Deno.TcpConn;
  #host: string;
  #buffer = new Uint8Array(64 * 1024);
  #filled = 0;

  static async open(hostname: string, port: number): Promise<Connection> {
    const conn = await Deno.connect({ hostname, port });
    conn.setNoDelay(true);
    return new Connection(conn, `${hostname}:${port}`);
  }

  private constructor(conn: Deno.TcpConn, host: string) {
    this.#conn = conn;
    this.#host = host;
  }

  close(): void {
    this.#conn.close();
  }

  async exchange(method: string, path: string, headers: Record<string, string>, body: string) {
    const bytes = encoder.encode(body);
    let head = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n`;
    for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
    if (body || method !== "GET") head += `content-length: ${bytes.length}\r\n`;
    const request = encoder.encode(`${head}\r\n${body}`);
    for (let sent = 0; sent < request.length;) {
      sent += await this.#conn.write(request.subarray(sent));
    }
    return await this.#readReply();
  }

  async #readReply(): Promise<HttpReply> {
    let end = this.#find("\r\n\r\n");
    while (end < 0) {
      await this.#fill();
      end = this.#find("\r\n\r\n");
    }
    const head = decoder.decode(this.#buffer.subarray(0, end));
    this.#take(end + 4);
    const status = Number(head.slice(9, 12));
    const etag = /^etag: *(.+)$/im.exec(head)?.[1]?.trim() ?? "";
    return { status, etag, text: status === 304 ? "" : await this.#readBody(head) };
  }

  async #readBody(head: string): Promise<string> {
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    if (length !== undefined) return await this.#readLength(Number(length));
    return /^transfer-encoding: *chunked/im.test(head) ? await this.#readChunks() : "";
  }

  async #readLength(length: number): Promise<string> {
    while (this.#filled < length) await this.#fill();
    return decoder.decode(this.#take(length));
  }

  async #readChunks(): Promise<string> {
    let text = "";
    while (true) {
      let line = this.#find("\r\n");
      while (line < 0) {
        await this.#fill();
        line = this.#find("\r\n");
      }
      const size = parseInt(decoder.decode(this.#take(line)), 16);
      this.#take(2);
      const chunk = await this.#readLength(size + 2);
      if (size === 0) return text;
      text += chunk.slice(0, -2);
    }
  }

  #find(mark: string): number {
    const first = mark.charCodeAt(0);
    for (
      let at = this.#buffer.indexOf(first);
      at >= 0 && at + mark.length <= this.#filled;
      at = this.#buffer.indexOf(first, at + 1)
    ) {
      if (decoder.decode(this.#buffer.subarray(at, at + mark.length)) === mark) return at;
    }
    return -1;
  }

  #take(length: number): Uint8Array {
    const taken = this.#buffer.slice(0, length);
    this.#buffer.copyWithin(0, length, this.#filled);
    this.#filled -= length;
    return taken;
  }

  async #fill(): Promise<void> {
    if (this.#filled === this.#buffer.length) {
      const larger = new Uint8Array(this.#buffer.length * 2);
      larger.set(this.#buffer);
      this.#buffer = larger;
    }
    const read = await this.#conn.read(this.#buffer.subarray(this.#filled));
    if (read === null) throw new Error("The server closed the connection");
    this.#filled += read;
  }
}
