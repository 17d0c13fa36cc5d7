import "./css/frame.css";
import "./css/tags.css";
import "./css/buttons.css";
import "./css/controls.css";
import "./css/bars.css";
import "./css/dialogs.css";
import "./css/toasts.css";
import "./css/sheets.css";
import "./css/payment.css";
import "./css/transfer.css";
import "./css/messages.css";
import "./css/sharing.css";
import "./css/scanning.css";
import "./css/strip.css";
import "./css/reduced_motion.css";
import type { Bundle } from "./bundle.ts";
import { type Config, type Person, setDevice } from "./device.ts";
import { dragSideways } from "./engine/drag_scroll.ts";
import { errors, report, watchErrors } from "./engine/errors.ts";
import { listenForEvents } from "./engine/events.ts";
import { setPictures } from "./engine/pictures.ts";
import { registerProgram } from "./engine/registration.ts";
import { installWxs } from "./engine/wxs.ts";
import { phoneHandle } from "./handle.ts";
import { callApp, getApp, showApp } from "./pages/app.ts";
import { entryOf, scenes, setEntry } from "./pages/entry.ts";
import { allPages, firstPage, setRoutes } from "./pages/routes.ts";
import { restartAt } from "./pages/stack.ts";
import { frontPage, getCurrentPages } from "./pages/open_pages.ts";
import { listenForPreview, preview_url } from "./preview.ts";
import { type Arrival, readArrival, rememberPerson } from "./arrival.ts";
import { mountStrip } from "./strip/strip.ts";
import { runStatusBar } from "./ui/status_bar.ts";
import { mountScreen } from "./ui/screen.ts";
import {
  createStranger,
  ensurePerson,
  findAppid,
  findFirstPerson,
  isOfThisProgram,
} from "./wechat.ts";
import { installWx } from "./wx/mod.ts";

const nobody: Person = { openid: "", appid: "", nickname: "" };

/** Starts the phone: whose it is, the program, its first page. */
async function start(bundle: Bundle): Promise<void> {
  const screen = mountScreen();
  setPictures(bundle.pictures);
  const arrival = readArrival();
  const { shop } = arrival;
  const [config, appid] = await Promise.all([
    readConfig(),
    arrival.preview ? null : findAppid(shop),
  ]);
  setDevice({ config, shop, appid, person: nobody });
  const person = arrival.preview ? nobody : await personOf(arrival);
  setDevice({ config, shop, appid, person });

  const missing = new Set<string>();
  watchErrors();
  installWxs();
  installWx(missing);
  Object.assign(globalThis, {
    getApp,
    getCurrentPages,
    __mp: { missing },
    __phone: phoneHandle(missing, errors),
  });
  setRoutes(bundle);
  runStatusBar();
  listenForEvents(screen);
  dragSideways(screen);
  if (arrival.bare) document.body.classList.add("bare");
  else mountStrip(document.getElementById("strip")!);

  registerProgram(bundle);
  const url = arrival.preview ? preview_url : arrival.url || firstPage();
  const scene = arrival.preview ? scenes.single_page : arrival.scene ?? scenes.discover;
  const entry = entryOf(url, scene);
  setEntry(entry);
  callApp("onLaunch", entry);
  showApp(entry);
  if (arrival.preview) {
    restartAt(url);
    return listenForPreview();
  }
  if (allPages().includes(entry.path)) return restartAt(url);
  // WeChat leaves it to the program where to go instead.
  callApp("onPageNotFound", { path: entry.path, query: entry.query, isEntryPage: true });
  if (!frontPage()) screen.dataset.failed = `页面不存在：${entry.path}`;
}

const readConfig = async (): Promise<Config> => await (await fetch("config.json")).json();

/**
 * Whose phone it is: the address or this window's last time says, if it is somebody of this mini program; a fresh one
 * is the demo shop's first person's.
 */
async function personOf({ openid }: Arrival): Promise<Person> {
  const known = openid ? await ensurePerson(openid) : undefined;
  const person = known && isOfThisProgram(known)
    ? known
    : await findFirstPerson() ?? await createStranger();
  rememberPerson(person.openid);
  return person;
}

declare const __mpBundle: Bundle;
start(__mpBundle).catch((error) => {
  report(error);
  document.getElementById("mp")!.dataset.failed = `小程序没有启动：${error.message}`;
});
