/** Tags of WeChat's own. */
export const BUILT_IN_TAGS =
  ("ad audio block button camera canvas checkbox checkbox-group cover-image cover-view editor form icon image import " +
    "include input keyboard-accessory label live-player live-pusher map match-media movable-area movable-view " +
    "navigation-bar navigator official-account open-data page-container page-meta picker picker-view " +
    "picker-view-column progress radio radio-group rich-text root-portal scroll-view share-element slider slot " +
    "sticky-header sticky-section swiper swiper-item switch template text textarea video view web-view wxs")
    .split(" ");
