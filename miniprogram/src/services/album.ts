/** What became of putting something into the phone's album. */
export type AlbumEnd = "saved" | "cancelled" | "refused";

/**
 * Puts something into the album. Who has refused before is not asked again by WeChat itself: this says why it is
 * needed and leads to WeChat's settings. Throws what is neither a refusal nor a cancel.
 */
export async function saveToAlbum(
  save: () => Promise<unknown>,
  what: string,
): Promise<AlbumEnd> {
  try {
    await save();
    return "saved";
  } catch (error) {
    const { errMsg = "" } = error as { errMsg?: string };
    if (errMsg.includes("cancel")) return "cancelled";
    if (!errMsg.includes("auth")) throw error;
    await askForAlbum(what);
    return "refused";
  }
}

async function askForAlbum(what: string): Promise<void> {
  const { confirm } = await wx.showModal({
    title: "保存到相册",
    content: `需要你允许使用相册，才能保存${what}`,
    confirmText: "去设置",
  });
  if (confirm) await wx.openSetting();
}

/** Fetches a file of the shop's, as WeChat's album takes only files of the phone. */
export async function downloaded(url: string): Promise<string> {
  const { statusCode, tempFilePath } = await wx.downloadFile({ url }) as unknown as {
    statusCode: number;
    tempFilePath: string;
  };
  if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`);
  return tempFilePath;
}
