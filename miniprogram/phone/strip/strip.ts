import { transfersPanel } from "./transfers.ts";
import { text } from "../ui/modal.ts";
import { clockPanel } from "./clock.ts";
import { messagesPanel } from "./messages.ts";
import { networkPanel } from "./network.ts";
import { peoplePanel } from "./people.ts";
import { scanPanel } from "./scan.ts";
import { sharedPanel } from "./shared.ts";

/** The controls beside the phone: the world around the program. Not part of what WeChat would show. */
export function mountStrip(strip: HTMLElement): void {
  strip.append(
    text("h1", "手机遥控"),
    peoplePanel(),
    sharedPanel(),
    scanPanel(),
    transfersPanel(),
    messagesPanel(),
    networkPanel(),
    clockPanel(),
  );
  strip.hidden = false;
}
