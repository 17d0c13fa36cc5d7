/** No circle with somebody's picture is wider on any phone. */
const width_px = 256;

/** A picture of the phone as base64, made so small that it can go along in a request. */
export async function smallPicture(path: string): Promise<string> {
  const { tempFilePath } = await wx.compressImage({
    src: path,
    quality: 80,
    compressedWidth: width_px,
  });
  return await new Promise((resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath: tempFilePath,
      encoding: "base64",
      success: ({ data }) => resolve(String(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}
