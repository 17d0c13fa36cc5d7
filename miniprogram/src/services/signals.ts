import { signal_headers } from "@/contracts/signals.ts";
import { newId } from "../utils/id";

const kept_key = "device";

/** What this phone says of itself beside a command. One that cannot (an old WeChat, a full storage) says nothing. */
export function signalHeaders(): Record<string, string> {
  try {
    return {
      [signal_headers.device]: deviceId(),
      [signal_headers.model]: encodeURIComponent(wx.getDeviceInfo().model),
      [signal_headers.scene]: String(wx.getEnterOptionsSync().scene),
    };
  } catch {
    return {};
  }
}

/** Made once; it outlives signing out, and goes when WeChat's storage of the mini program is cleared. */
function deviceId(): string {
  const kept = wx.getStorageSync<string>(kept_key);
  if (kept) return kept;
  const made = newId();
  wx.setStorageSync(kept_key, made);
  return made;
}
