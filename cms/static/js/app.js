/** What every page offers beyond reading. Each module improves what works without it. */
import "./menu.js";
import "./suggestions.js";
import "./copy-link.js";
import "./in-place.js";
import "./search-log.js";
