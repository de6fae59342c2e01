// The time zone of this browser's clock, filled into the field that asks for it, where nobody has typed another yet.
// Without this file the field holds the zone of whoever invited, and is changed by hand.
"use strict";
(() => {
  const field = document.querySelector("input[name=zone][data-guess]");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (field && zone && [...field.list.options].some((one) => one.value === zone)) field.value = zone;
})();
