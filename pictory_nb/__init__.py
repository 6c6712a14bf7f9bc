"""pictory_nb"""
