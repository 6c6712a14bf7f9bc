"""The sandbox's own media library: what a scene shows and plays when the storyboard names nothing.

fonts     faces that come with the package, and the nearest one for a family that does not
scripts   faces for the scripts of the world, out of packages that may be installed
styles    looks with a name: subtitle styles, and layouts as themes
emblems   flat drawings of a thousand things, turned into PNG when first shown
meaning   which emblem a sentence calls for, and which may stand beside it
palettes  colours of the moving background, one family for a film
keywords  the words of a story that tell most
folder    pictures and videos of the user's own, by the words of their names
visuals   all together: what each scene of a film shows
music     tracks by mood, and a synthesised one where the tracks are not installed
credits   whom to thank for what a film shows and plays
"""
