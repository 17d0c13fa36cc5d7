import { theme, type ThemeConfig } from "antd";
import type { Palette } from "./palette.ts";

/** Movement makes some people ill: when their system asks for less of it, nothing moves. */
export const wants_stillness = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The palette as antd's components take it. */
export function themeOf(isDark: boolean, colors: Palette): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colors.brand,
      colorPrimaryHover: colors.brand_pressed, // antd's own is too pale to read white words on
      colorLink: colors.brand,
      colorLinkHover: colors.brand_pressed,
      colorSuccess: colors.brand,
      colorWarning: colors.warn,
      colorWarningBg: colors.warn_soft, // antd's own is muddy for a colour as dark as ours
      colorWarningBorder: colors.warn_line,
      colorError: colors.bad,
      colorErrorHover: colors.bad_pressed,
      colorInfo: colors.info,
      colorInfoBg: colors.info_soft,
      colorInfoBorder: colors.info_line,
      colorText: colors.ink,
      colorTextSecondary: colors.body,
      colorTextTertiary: colors.aux,
      colorTextDescription: colors.aux,
      colorTextPlaceholder: colors.aux,
      colorBorderSecondary: colors.line,
      colorBgLayout: colors.ground,
      colorBgContainer: colors.card,
      colorBgElevated: colors.card,
      controlItemBgActive: colors.brand_soft, // antd's own is muddy too
      controlItemBgActiveHover: colors.brand_soft,
      colorTextLightSolid: colors.on_solid,
      borderRadius: 8,
      motion: !wants_stillness,
      fontFamily: "var(--font)",
    },
    components: {
      Segmented: {
        itemSelectedBg: isDark ? colors.brand_soft : colors.card,
        itemSelectedColor: colors.brand,
      },
      Table: {
        headerBg: colors.card,
        headerColor: colors.aux,
        headerSplitColor: "transparent",
        headerSortActiveBg: colors.card, // the arrow says enough
        headerSortHoverBg: colors.ground,
        bodySortBg: "transparent",
      },
    },
  };
}
