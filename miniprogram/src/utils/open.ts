let opening = false;

/** Goes to a page. A second tap while it opens does nothing, so that it does not open twice. */
export async function open(url: string): Promise<void> {
  if (opening) return;
  opening = true;
  try {
    await wx.navigateTo({ url });
  } finally {
    opening = false;
  }
}

/** What the shop says of itself. */
export const shop_page = "/packages/shop/about/about";

export function openProduct(id: string): Promise<void> {
  return open(`/packages/goods/detail/detail?id=${id}`);
}
