import { thisDevice } from "../device.ts";
import { askAction } from "../ui/action_sheet.ts";
import { chooseFiles } from "./media.ts";

const side = 132;

/** WeChat's own sheet for a picture of oneself: a temporary path; null when the user wants none. */
export async function chooseAvatar(): Promise<string | null> {
  const chosen = await askAction(["用微信头像", "从相册选择"], "选择头像");
  if (chosen === null) return null;
  const file = chosen === 0 ? await ownPicture() : (await chooseFiles(false))[0];
  return file ? URL.createObjectURL(file) : null;
}

/** What stands for the picture that somebody has at WeChat: a head and shoulders, in a colour of its own. */
async function ownPicture(): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d")!;
  const { openid } = thisDevice().person;
  const hue = [...openid].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 360, 7);
  context.fillStyle = `hsl(${hue} 45% 45%)`;
  context.fillRect(0, 0, side, side);
  context.fillStyle = `hsl(${hue} 60% 92%)`;
  for (const [y, radius] of [[0.4, 0.19], [1.02, 0.36]] as const) {
    context.beginPath();
    context.arc(side / 2, side * y, side * radius, 0, 2 * Math.PI);
    context.fill();
  }
  return await new Promise((done) => canvas.toBlob((blob) => done(blob!), "image/jpeg", 0.9));
}
