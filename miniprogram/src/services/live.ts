import type { LiveMessage, MemberMessageKind } from "@/contracts/realtime.ts";
import { now } from "../utils/clock";
import { RealtimeChannel, type Socket, type SocketEvents } from "./realtime";
import { currentMember, freshToken, onSession } from "./session";
import { settings } from "./settings";

interface Listener {
  kinds: readonly MemberMessageKind[];
  onMessage: (message: LiveMessage) => void;
  reread: (() => void) | undefined;
}

/** Pages come and go; the socket stays for so long after the last listener went. */
const linger_ms = 30_000;

const listeners = new Set<Listener>();
let channel: RealtimeChannel | undefined;
let channel_member = "";
let lingering = 0;

/**
 * Hear what happens to the signed-in member, until the returned function is called. While nobody is
 * signed in it waits for that. `reread` is called whenever messages may have been missed.
 */
export function onLive(
  kinds: readonly MemberMessageKind[],
  onMessage: (message: LiveMessage) => void,
  reread?: () => void,
): () => void {
  const listener: Listener = { kinds, onMessage, reread };
  listeners.add(listener);
  follow();
  channel?.wake();
  return () => {
    if (!listeners.delete(listener) || listeners.size > 0) return;
    clearTimeout(lingering);
    lingering = setTimeout(follow, linger_ms);
  };
}

onSession(() => follow());
wx.onNetworkStatusChange(({ isConnected }) => {
  if (isConnected) channel?.wake();
});

/** Makes the one channel that is needed now: the signed-in member's while somebody listens, else none. */
function follow(): void {
  const member = currentMember()?.id || "";
  const wanted = listeners.size > 0 ? member : "";
  if (wanted === channel_member) return;
  channel?.stop();
  channel = undefined;
  channel_member = wanted;
  if (!wanted) return;
  channel = new RealtimeChannel({
    openSocket,
    credentials: async (fresh) => {
      const { token, expires_at } = await freshToken(fresh);
      return { topic: `realtime:member:${wanted}`, token, expiresAt: Date.parse(expires_at) };
    },
    after: (milliseconds, task) => {
      const timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    },
    now,
    onBroadcast: (message) => tell(message as LiveMessage),
    onJoined: () => {
      for (const { reread } of [...listeners]) reread?.();
    },
  });
  channel.start();
}

function tell(message: LiveMessage): void {
  for (const { kinds, onMessage } of [...listeners]) {
    if ((kinds as readonly string[]).includes(message.kind)) onMessage(message);
  }
}

function openSocket(events: SocketEvents): Socket {
  const key = encodeURIComponent(settings.publishableKey);
  const url = `${settings.socketBase}/realtime/v1/websocket?apikey=${key}&vsn=1.0.0`;
  const task = wx.connectSocket({ url, fail: () => events.onClose() });
  task.onOpen(() => events.onOpen());
  task.onMessage(({ data }) => {
    if (typeof data === "string") events.onMessage(data);
  });
  task.onError(() => events.onClose());
  task.onClose(() => events.onClose());
  return {
    send: (data) => task.send({ data, fail: () => events.onClose() }),
    close: () => task.close({ code: 1000 }),
  };
}
