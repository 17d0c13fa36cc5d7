import { onProgramError } from "../engine/errors.ts";
import { thisDevice } from "../device.ts";
import { app_listeners } from "../pages/app.ts";
import { latestEntry, launchEntry } from "../pages/entry.ts";

export const getLaunchOptionsSync = () => launchEntry();
export const getEnterOptionsSync = () => latestEntry();

/** What a platform gives to the programs that it deploys for its merchants: here, the mall and its shop. */
export function getExtConfigSync() {
  const { config, shop } = thisDevice();
  return {
    apiBase: `${config.supabase_url}/functions/v1/api`,
    socketBase: config.supabase_url.replace(/^http/, "ws"),
    shop,
    publishableKey: config.publishable_key,
  };
}

type Listener = (value: unknown) => void;

export const onAppShow = (listener: Listener) => void app_listeners.shown.add(listener);
export const offAppShow = (listener: Listener) => void app_listeners.shown.delete(listener);
export const onAppHide = (listener: () => void) => void app_listeners.hidden.add(listener);
export const offAppHide = (listener: () => void) => void app_listeners.hidden.delete(listener);
export const onError = (listener: Listener) => onProgramError(listener);
export const onUnhandledRejection = (listener: Listener) => {
  addEventListener("unhandledrejection", ({ reason, promise }) => listener({ reason, promise }));
};
