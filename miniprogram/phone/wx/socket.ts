import { crossNetwork, network_changes } from "../network.ts";
import { type Callbacks, Listeners } from "./api.ts";

interface ConnectOptions extends Callbacks {
  url: string;
  protocols?: string[];
  timeout?: number;
}

interface Closed {
  code: number;
  reason: string;
}

/** wx.connectSocket over WebSocket. */
export const connectSocket = (options: ConnectOptions) => new SocketTask(options);

const GONE: Closed = { code: 1006, reason: "abnormal closure" };

class SocketTask {
  #socket: WebSocket | null = null;
  #closed = false;
  readonly #open = new Listeners<{ header: object }>();
  readonly #close = new Listeners<Closed>();
  readonly #error = new Listeners<{ errMsg: string }>();
  readonly #message = new Listeners<{ data: string | ArrayBuffer }>();

  readonly onOpen = this.#open.on;
  readonly onClose = this.#close.on;
  readonly onError = this.#error.on;
  readonly onMessage = this.#message.on;
  readonly offOpen = this.#open.off;
  readonly offClose = this.#close.off;
  readonly offError = this.#error.off;
  readonly offMessage = this.#message.off;

  constructor(options: ConnectOptions) {
    queueMicrotask(() => {
      options.success?.({ errMsg: "connectSocket:ok" });
      options.complete?.({ errMsg: "connectSocket:ok" });
    });
    network_changes.on(this.#cut);
    crossNetwork().then(() => this.#connect(options), (error) => this.#fail(error.message));
  }

  get readyState(): number {
    return this.#socket?.readyState ?? (this.#closed ? WebSocket.CLOSED : WebSocket.CONNECTING);
  }

  send(options: Callbacks & { data: string | ArrayBuffer }): void {
    const open = this.#socket?.readyState === WebSocket.OPEN;
    if (open) this.#socket!.send(options.data);
    const result = { errMsg: open ? "sendSocketMessage:ok" : "sendSocketMessage:fail not open" };
    if (open) options.success?.(result);
    else options.fail?.(result);
    options.complete?.(result);
  }

  close(options: Callbacks & { code?: number; reason?: string } = {}): void {
    this.#end({ code: options.code ?? 1000, reason: options.reason ?? "" });
    options.success?.({ errMsg: "closeSocket:ok" });
    options.complete?.({ errMsg: "closeSocket:ok" });
  }

  #connect({ url, protocols }: ConnectOptions): void {
    if (this.#closed) return;
    const socket = new WebSocket(url, protocols);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onopen = () => this.#open.tell({ header: {} });
    socket.onmessage = ({ data }) => this.#message.tell({ data });
    socket.onerror = () => this.#error.tell({ errMsg: "connectSocket:fail" });
    socket.onclose = ({ code, reason }) => this.#end({ code, reason });
  }

  #fail(reason: string): void {
    if (this.#closed) return;
    this.#error.tell({ errMsg: `connectSocket:fail ${reason}` });
    this.#end(GONE);
  }

  /** Without a network a connection is gone, though the browser would keep it. */
  #cut = ({ isConnected }: { isConnected: boolean }): void => {
    if (!isConnected) this.#end(GONE);
  };

  #end(closed: Closed): void {
    if (this.#closed) return;
    this.#closed = true;
    network_changes.off(this.#cut);
    const socket = this.#socket;
    if (socket) {
      socket.onopen =
        socket.onmessage =
        socket.onerror =
        socket.onclose =
          null;
      socket.close();
    }
    // A closed task still says so, but not before close() has returned.
    queueMicrotask(() => this.#close.tell(closed));
  }
}
