import { text } from "../ui/modal.ts";
import { clockPanel } from "./clock.ts";
import { networkPanel } from "./network.ts";
import { peoplePanel } from "./people.ts";
import { scanPanel } from "./scan.ts";
import { sharedPanel } from "./shared.ts";

/** The controls beside the phone: the world around the program. Not part of what WeChat would show. */
export function mountStrip(strip: HTMLElement): void {
  const title = text("h1", "手机遥控");
  const note = text("p", "演示用：换人、转发、扫码、时间和网络", "note");
  strip.append(
    title,
    note,
    peoplePanel(),
    sharedPanel(),
    scanPanel(),
    networkPanel(),
    clockPanel(),
  );
  strip.hidden = false;
}
